FROM scratch
COPY a /
RUN --mount=target=/src make
