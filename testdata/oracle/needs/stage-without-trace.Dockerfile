FROM alpine AS unused
COPY a /
FROM alpine
COPY --from=unused <<EOF /b
EOF
