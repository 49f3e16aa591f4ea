# Coxswain in production; docs/install.md says how it is run. A newer base has another digest, of the list of its platforms:
# docker buildx imagetools inspect node:24.21.0-bookworm-slim
ARG BASE=node:24.21.0-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY LICENSE ./
COPY commands commands
COPY src src
COPY deploy/bundle.mjs deploy/bundle.mjs
# A few files of JavaScript with the packages in them: 85 MiB less than from the sources when idle, and less to load.
RUN node deploy/bundle.mjs /app
WORKDIR /app
# What Node makes of them, so that a start need not: by the user who starts it, as its folder has that number in it.
RUN chmod -R u=rwX,go=rX . && mkdir -m 777 .cache
USER 65532:65532
RUN NODE_COMPILE_CACHE=/app/.cache node -e "import('/app/start.js')" && NODE_COMPILE_CACHE=/app/.cache node coxswain.js manifest
USER 0:0
RUN chmod -R u=rwX,go=rX .cache

FROM ${BASE}
# Nothing is installed here any more. The folder for the data is the one place that the bot writes to.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* && mkdir -m 700 /data && chown 65532:65532 /data
WORKDIR /app
COPY --from=build /app /app
# Each thread that allocates would keep some of the memory that it once had.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/.cache MALLOC_ARENA_MAX=2
ENV COXSWAIN_CONFIG=/etc/coxswain/coxswain.yml COXSWAIN_DATA=/data
USER 65532:65532
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# Without a Node of its own, which would take 60 MiB every half minute.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${OPS_PORT:-9090} && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["node", "--no-incremental-marking-task", "--max-semi-space-size=4", "/app/coxswain.js"]
CMD ["start"]
