base
df none; printf 'FROM scratch\nCOPY . /\n' > dockerfile
