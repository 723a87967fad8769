FROM scratch
ADD git@github.com:moby/moby.git /x/
