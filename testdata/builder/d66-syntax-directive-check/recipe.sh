base
dfile <<< $'# check=skip=all\n# escape=`\nFROM scratch\nCOPY a.txt `\n  b.log /out/'
