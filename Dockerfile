# A static binary, a certificate-free file system and nothing else. Build the
# binary first: make build. No base image is needed, so this also builds where
# none can be pulled.
FROM scratch
COPY dist/entente /entente
COPY --chown=65532:65532 dist/data /data
USER 65532:65532
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["/entente"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
