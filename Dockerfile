# cuttings in an image that holds nothing else: no shell, no package manager, no root.
#
#	docker build -t cuttings .
#	docker run --rm cuttings ask "What did Ushakov say about sanctions?"
#
# .ci/image does these steps without Docker and understands only the instructions
# used here.

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o out/cuttings ./cmd/cuttings
RUN mkdir -p out/home

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/LICENSE /src/NOTICE /licenses/
COPY --from=build --chown=65532:65532 /src/out/home /home/cuttings
COPY --from=build /src/out/cuttings /cuttings
# Vectors are cached under the home folder: keep it on a volume to start faster.
ENV HOME=/home/cuttings
USER 65532:65532
ENTRYPOINT ["/cuttings"]
