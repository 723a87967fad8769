for n in $'\001' $'a\033[1m' $'\177' $'\r' $'a\tb' $'\n' $'x\r\ny' $'\xc2\x85' $'\xe2\x80\xae' $'\xef\xbb\xbf'; do f "$n"; done
