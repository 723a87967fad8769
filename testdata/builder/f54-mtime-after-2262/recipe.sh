f a; touch -d '2263-01-01 UTC' a; f b; touch -d '2400-01-01 UTC' b
