base; f '!x'; f x; ign <<< $'*\n!!x'
