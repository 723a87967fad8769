base; printf ' \n\t\n  a.txt\n\n' | ign
