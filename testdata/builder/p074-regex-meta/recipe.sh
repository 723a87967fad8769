f 'a+b(1).txt'; f 'a.b|c$'; f 'aXb|c$'; f '{a,b}.txt'; f a.txt; f b.txt; f '^x'; f 'aab(1).txt'
printf 'a+b(1).txt\na.b|c$\n{a,b}.txt\n^x\n' > .dockerignore
