# The bot in an image: docker build --tag concord .
FROM python:3.11-slim-bookworm AS build
# Torch's ordinary wheels carry CUDA, several gigabytes of it; nothing here runs on a GPU.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN python -m venv /opt/concord
ENV PATH=/opt/concord/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN pip install --index-url "$TORCH_INDEX" torch==2.13.0
WORKDIR /src
COPY pyproject.toml README.md ./
COPY bot bot
COPY ingest ingest
COPY prompts prompts
COPY eval eval
# Of the language models the one that is asked for: --build-arg EXTRA='[openai]'
ARG EXTRA=
RUN pip install ".$EXTRA"

FROM python:3.11-slim-bookworm
COPY --from=build /opt/concord /opt/concord
# Everything that is written lies in /data; MALLOC_ARENA_MAX keeps threads from holding memory each.
ENV PATH=/opt/concord/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    MALLOC_ARENA_MAX=2 \
    CONCORD_INDEX__FOLDER=/data/index \
    CONCORD_EMBEDDING__FOLDER=/data/models \
    CONCORD_DISCORD__HEALTH_PORT=9464
RUN install --directory --owner=10001 --group=10001 /data
USER 10001:10001
# concord.toml and documents/ are looked for here.
WORKDIR /srv/concord
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=15m \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
# What is new in the documents is indexed before the bot starts; what failed there does not keep it from starting.
CMD ["sh", "-c", "concord-ingest --quiet; exec concord discord"]
