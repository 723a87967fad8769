d=a; for i in {1..40}; do d=$d/a; done; f $d/x; f a/b
