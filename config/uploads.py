"""The cap on request bodies with files."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MARGIN = 1024 * 1024  # the other fields of the form


class Cap(FileUploadHandler):
    """Refuses a body far beyond the largest file any form accepts before a byte of it is written to disk."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > 2 * settings.UPLOAD_MAX_BYTES + MARGIN:
            raise RequestDataTooBig("The request body exceeded UPLOAD_MAX_BYTES.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
