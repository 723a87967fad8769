f 'ä.txt'; f '日本/語.txt'; f 'é-nfc'; f $'e\u0301-nfd'; f x.txt
printf 'ä.*\n日本/?.txt\né-nfc\n' > .dockerignore
