FROM scratch
ENV A=dir/sub/file.txt B=
COPY ${A#*/} ${A##*/} ${A%.*} ${A%%/*} ${A/sub/x} ${A//i/o} ${B:-b} ${B-c}x ${A:+set} /x/
