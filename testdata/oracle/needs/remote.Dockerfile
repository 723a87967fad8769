FROM scratch
ADD https://example.com/a.tar local.tar git@github.com:moby/moby.git /x/
