FROM node:20 AS deps
COPY package*.json ./
RUN npm ci
FROM deps AS test
COPY test test
RUN npm test
FROM nginx
COPY --from=deps /node_modules /x
COPY --chown=101:101 nginx/default.conf /etc/nginx/conf.d/
COPY public/ /usr/share/nginx/html/
