f '#file'; f file; f '\#file'
printf '\\#file\n' > .dockerignore
