f $'new\nline.txt'; f $'tab\there'; f x.txt
printf 'new*\n' > .dockerignore
