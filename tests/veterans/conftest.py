from tests.cast import (  # noqa: F401
    auditor,
    city_admin,
    city_clerk,
    clerk,
    enter,
    leader,
    network,
    officer,
    outsider,
    system_admin,
    town_admin,
    town_clerk,
)
