# One image for every process: `web` unless another command is given (`worker`, `run`, `db upgrade`, `doctor`).
# What it keeps is in the volume; what it needs to know comes from the environment (docs/deploy/quickjump.env).
FROM python:3.11-slim

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/quickjump quickjump \
    && install --directory --owner=quickjump --group=quickjump --mode=0700 /var/lib/quickjump

WORKDIR /app

# The libraries change less often than the program, so they are a layer of their own.
COPY requirements.txt ./
RUN pip install --no-cache-dir --requirement requirements.txt

COPY manifest.yml sources.toml docs/deploy/alive.py ./
COPY knowledge knowledge
COPY bot bot
RUN python -m compileall -q bot knowledge

ENV DATABASE_URL=sqlite:////var/lib/quickjump/quickjump.db \
    HEARTBEAT_FILE=/tmp/quickjump-heartbeat \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

USER 10001:10001
VOLUME /var/lib/quickjump
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "alive.py"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["web"]
