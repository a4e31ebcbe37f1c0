# One image for web, worker and beat; docker-compose.yml says what each runs.
FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements.txt constraints.txt ./
# With wheels/ in the context (make bundle) nothing is fetched.
COPY wheel[s]/ wheels/
RUN python -m venv /venv && \
    if ls wheels/*.whl >/dev/null 2>&1; then offline="--no-index --find-links wheels"; fi && \
    /venv/bin/pip install $offline -r requirements.txt -c constraints.txt

FROM python:3.12-slim-bookworm
# pg_dump and pg_restore, for `manage.py backup` and `restore`.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app portal && install -d -o portal -m 700 /data
COPY --from=build /venv /venv
COPY --chown=root:root . /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_MODE=production PORTAL_DATA_DIR=/data HOST=0.0.0.0 PORT=8000
WORKDIR /app
# The texts need no database; an address that is never opened satisfies the settings.
RUN SECRET_KEY=build DATABASE_URL=sqlite:////tmp/build.sqlite3 REDIS_URL=redis://127.0.0.1 ALLOWED_HOSTS=localhost \
    PORTAL_DATA_DIR=/tmp/build python manage.py catalogue --compile && rm -rf /tmp/build*
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
