base; f $'a\tb'; printf 'a\tb\n' | ign
