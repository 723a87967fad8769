FROM scratch
COPY ./a//b ../c /d/ e/. f/../g ["h"] /x/
COPY ["with space", "*.txt", "/x/"]
