f a; touch -d '2100-01-01 UTC' a; f b; touch -d '2261-12-31 UTC' b
