"""Work reports for programs: the sentences as printed, and what each figure answered; published ones stay as they were."""

from rest_framework import serializers
from rest_framework.response import Response

from bureau.drafting import pieces
from bureau.models import Answer, Report
from bureau.rules import readable
from core.api import RowsViewSet, register, serializer_of

REPORT = ("id", "title", "first_on", "last_on", "state", "evaluated_at", "published_at")


class AnswerItem(serializers.ModelSerializer):
    """What the figure of a slot said; `later_number` is what a later look found. `rows`: the keys behind it, as published."""

    rows = serializers.SerializerMethodField()

    class Meta:
        model = Answer
        fields = (
            "row", "figure", "first_on", "last_on", "number", "among", "words", "later_number", "later_words",
            "later_at", "rows",
        )  # fmt: skip
        read_only_fields = fields
        extra_kwargs = {name: {"coerce_to_string": False} for name in ("number", "among", "later_number")}

    def get_rows(self, answer) -> list[int] | None:
        return self.context["kept"].get(answer.pk)


class SentenceItem(serializers.Serializer):
    paragraph = serializers.IntegerField()
    level = serializers.IntegerField()
    text = serializers.CharField()


class ReportItem(serializer_of(Report, REPORT, "ReportItem", is_read=True)):
    station = serializers.CharField(source="station.division.code", read_only=True)

    class Meta:
        model = Report
        fields = (*REPORT, "station")
        read_only_fields = fields


class WholeReport(ReportItem):
    """A report with its sentences and numbers."""

    sentences = SentenceItem(many=True)
    answers = AnswerItem(many=True)

    class Meta(ReportItem.Meta):
        fields = (*ReportItem.Meta.fields, "sentences", "answers")
        read_only_fields = fields


class ReportView(RowsViewSet):
    """Drafts are for those who write them; everybody else reads what is published."""

    model = Report
    needs = {"list": "report.view", "retrieve": "report.view"}
    http_method_names = ["get", "head"]

    def get_serializer_class(self):
        return WholeReport if self.action == "retrieve" else ReportItem

    def refine(self, rows):
        return readable(rows, self.user).select_related("station__division").order_by("-last_on", "-pk")

    def retrieve(self, request, pk):
        report = self.fetch()
        answers = list(report.answers.order_by("pk"))
        found = ReportItem(report).data | {"sentences": printed(report, answers)}
        context = {"kept": {answer.pk: self.kept(answer) for answer in answers}}
        return Response(found | {"answers": AnswerItem(answers, many=True, context=context).data})

    def kept(self, answer):
        """The keys behind a published number, but those out of the caller's sight."""
        figure = answer.declared
        if answer.rows is None or figure is None:
            return None
        keys = [row[0] for row in answer.rows]
        seen = figure.seen(self.user, keys)
        return [key for key in keys if key in seen]


def printed(report, answers):
    """The sentences with their numbers; those without a number to say are left out, as on paper."""
    by_row = {answer.row: answer for answer in answers}
    lines = []
    for sentence in report.sentences.all():
        if parts := pieces(sentence, by_row):
            text = "".join(part.words for part in parts)
            lines.append({"paragraph": sentence.paragraph, "level": sentence.level, "text": text})
    return lines


register("reports", ReportView, "report")
