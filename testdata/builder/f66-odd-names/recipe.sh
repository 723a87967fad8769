for n in 'a b' "a'b" 'a"b' '*' '?' '[' ']' '{a,b}' -rf '~' %41 '$HOME' '`id`' 'a;b' 'a|b' '#x' ' ' '...' '..a' 'a.' '&' '<>' '^' '@'; do f "$n"; done
