base; ln -s nowhere Dockerfile
