base; for i in {1..500}; do echo "never/$i/*"; done | ign; echo "**/*.log" >> .dockerignore
