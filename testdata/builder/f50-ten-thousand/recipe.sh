mkdir many; (cd many && seq 10000 | split -l 1 -a 5 -d - n); printf 'many/n0000*\n' | ign
