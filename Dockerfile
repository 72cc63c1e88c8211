# One image for scheduler and worker; the command decides which one runs.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
# The cache keeps downloaded dependencies between builds on one machine.
RUN --mount=type=cache,target=/m2 mvn -B -q -Dmaven.repo.local=/m2 package -DskipTests -pl scheduler-app,worker-app -am
RUN java -Djarmode=tools -jar scheduler-app/target/scheduler-app.jar extract --layers --destination /out/scheduler \
    && java -Djarmode=tools -jar worker-app/target/worker-app.jar extract --layers --destination /out/worker

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin jobrunner
WORKDIR /app
COPY --from=build /out/scheduler/dependencies/ scheduler/
COPY --from=build /out/worker/dependencies/ worker/
COPY --from=build /out/scheduler/snapshot-dependencies/ scheduler/
COPY --from=build /out/worker/snapshot-dependencies/ worker/
COPY --from=build /out/scheduler/application/ scheduler/
COPY --from=build /out/worker/application/ worker/
COPY deploy/ deploy/
ENV JOBRUNNER_HOME=/app
USER jobrunner
EXPOSE 8080
# Exec form without an entry point: whatever a platform sets as its command replaces this line as a whole.
CMD ["/app/deploy/scheduler"]
