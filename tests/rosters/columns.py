"""A small dictionary of headings, enough for the made rosters: the engine is tested without any department."""

from core.imports.columns import Column

COLUMNS = (
    Column("name", "姓名", synonyms=("名字", "退役军人姓名"), is_required=True, example="涂长林"),
    Column(
        "id_no",
        "身份证件号码",
        synonyms=("身份证号", "身份证", "身份证号码", "公民身份号码", "ID"),
        is_required=True,
        note="先把整列设为文本格式",
        example="990000195803120939",
    ),
    Column("sex", "性别", choices=("男", "女"), example="男"),
    Column("birth_date", "出生日期", synonyms=("出生年月", "生日")),
    Column("ethnic_group", "民族", choices=tuple(f"第{number}民族" for number in range(60))),
    Column("village", "村（社区）", synonyms=("所在村", "村", "单位"), is_required=True, takes_ditto=True),
    Column(
        "mobile", "联系方式（手机）", formal="联系方式(手机)", synonyms=("联系电话", "电话", "手机"), takes_ditto=False
    ),
    Column("hukou_addr", "户口簿住址", synonyms=("户籍地址",)),
    Column("enlist_date", "入伍时间", synonyms=("入伍年月", "参军时间")),
    Column("discharge_date", "退役时间", synonyms=("退伍时间",)),
    Column("is_dibao", "是否享受低保", synonyms=("低保",), choices=("是", "否")),
    Column("disability_level", "伤残等级", synonyms=("残疾等级",)),
    Column("note", "备注", synonyms=("说明", "其他")),
)
