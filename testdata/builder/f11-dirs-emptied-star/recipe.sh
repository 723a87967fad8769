f d1/a.txt; f d1/d2/b.txt; f d3/c.txt; mkdir e
printf '**/*.txt\n' > .dockerignore
