FROM scratch
COPY a /
RUN --mount=type=tmpfs,target=/tmp make
