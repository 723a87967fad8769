f d/a 100; ln d/a z; ign <<< $'d\n!d/a\nd'
