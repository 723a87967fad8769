mkdir -p .git/objects/ab .git/refs/heads; f .git/HEAD 23; f .git/objects/ab/cdef 300; f .git/refs/heads/main 41; f .gitignore; f src/.git 40
