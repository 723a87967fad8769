f a; touch -d @0 a; f b; touch -d @0.000000001 b; f c; touch -d @0.5 c; f d; touch -d @1 d; f e; touch -d @0.000000127 e; f g; touch -d @0.000000128 g
