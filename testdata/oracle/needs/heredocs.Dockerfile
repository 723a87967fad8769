FROM scratch
COPY <<one a.txt <<-'two' /x/
$A
one
	two
	two
RUN <<EOF
echo COPY not-this /
EOF
