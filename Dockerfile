# A small image of the harvester: Node, the compiled program, its dependencies. Runs as nobody in particular, with a
# read-only root; what it writes (the DuckDB file, dead letters, a summary) goes into the volume /data.

FROM node:24.11.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/build.mjs
COPY src src
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --no-audit --no-fund

FROM node:24.11.1-bookworm-slim
LABEL org.opencontainers.image.title="zoom-harvester" \
      org.opencontainers.image.description="Harvests every past Zoom meeting and participant session of an account" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY LICENSE ./
# Any user may write here: the image does not care which one it runs as.
RUN mkdir /data && chmod 1777 /data
VOLUME /data
WORKDIR /data
USER 10001:10001
ENTRYPOINT ["node", "/app/dist/main.js"]
