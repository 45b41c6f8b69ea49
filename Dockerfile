# The chat page, with its models, for a machine without a GPU and without a network.
FROM python:3.13-slim AS build
WORKDIR /source
RUN pip install --no-cache-dir uv==0.13.9 && python -m venv /opt/article-qa
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY embeddings embeddings
COPY qa qa
# PyTorch for processors: the build for NVIDIA GPUs takes four gigabytes more.
ENV UV_TORCH_BACKEND=cpu
RUN uv pip install --no-cache --python /opt/article-qa/bin/python --constraint requirements.lock ".[web]"

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 article-qa && install -d -o article-qa /store
COPY --from=build /opt/article-qa /opt/article-qa
ENV PATH=/opt/article-qa/bin:$PATH ARTICLE_QA_STORE=/store
USER 10001
WORKDIR /home/article-qa
VOLUME /store
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/alive', timeout=4)"]
ENTRYPOINT ["article-qa"]
CMD ["serve", "--host", "0.0.0.0"]
