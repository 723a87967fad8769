FROM scratch
COPY zero /
FROM scratch
COPY one /
FROM scratch
COPY --from=alpine /etc /etc
COPY --from=0 /zero /
COPY --from=3 /etc /etc
