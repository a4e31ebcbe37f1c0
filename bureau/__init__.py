"""The cross-department desk: home, search, import centre, dashboards, work report. Nobody imports it."""
