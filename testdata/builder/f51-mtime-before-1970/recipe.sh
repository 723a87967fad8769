f a; touch -d @-1 a; f b; touch -d @-1.5 b; f c; touch -d '1910-01-01 UTC' c; mkdir d; touch -d @-2 d
