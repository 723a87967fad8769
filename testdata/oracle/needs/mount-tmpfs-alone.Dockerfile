FROM scratch
RUN --mount=type=tmpfs,target=/tmp make
