# The server in a container: built with the npm registry, run without any network, as a user without rights, on a
# read-only file system; only /data (index, store) is written.
#   docker build --tag zhengda .
#   docker run --read-only --volume zhengda:/data --volume ./corpus:/app/corpus:ro --publish 8787:8787 zhengda
# With the desk (DESK_TOKEN), which writes documents and standard questions, mount the corpus without :ro.

# Scripts, styles and the bundled server.
FROM node:22-bookworm-slim AS build
WORKDIR /app
# npm 10 runs a script that fetches graphics drivers; npm 11 reads in package.json that it must not.
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node src/build/bundle.mjs && node web/build.mjs

# Only what runs. `--build-arg ONNX=off` leaves the ONNX runtime out (0.5 GB): the basic reader serves. Other optional
# packages stay, as the store's binaries are among them.
FROM node:22-bookworm-slim AS packages
ARG ONNX=on
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
  && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 \
  && if [ "$ONNX" = off ]; then rm -rf node_modules/@xenova node_modules/onnxruntime-*; fi

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="Zhengda" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.description="Answers questions about official documents, with every quotation proven"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 CORPUS_DIR=/app/corpus INDEX_DIR=/data/index DATABASE_URL=file:/data/store.db
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE THIRD-PARTY-NOTICES.md ./
COPY index index
COPY corpus corpus
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8787
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.node.js"]
