base; { printf "x%.0s" {1..3000}; echo; echo "*.log"; } | ign
