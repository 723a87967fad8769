f epoch; touch -d @0 epoch; f old; touch -d '1960-01-01 UTC' old; f future; touch -d '2400-01-01 UTC' future; f nano; touch -d '2020-01-01 00:00:00.123456789 UTC' nano
