# escape=`
FROM scratch
COPY dir\file `
     other.txt C:\
