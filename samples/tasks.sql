-- The sample tasks: a small content pipeline. Loading this again changes nothing; what an operator changed stays.
--
-- The recurring tasks run twice a minute, each some seconds after the one whose files it reads. The seconds are counted
-- from the moment of loading, so that the first pass through the pipeline follows at once and in the right order.
-- What a type runs is not in the database: ./local sets HANDLER_<TYPE> for the workers; log_cleanup is Java.

INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, payload, max_concurrent_runs)
SELECT name,
       task_type,
       format('%s,%s * * * * *', least(at, (at + 30) % 60), greatest(at, (at + 30) % 60)),
       payload::jsonb,
       max_concurrent_runs
  FROM (SELECT sample.*,
               (extract(second FROM now())::integer + after_seconds) % 60 AS at
          FROM (VALUES
                ('fetch-pages',       'scraping',                8, 1,
                 '{"paths": ["/scheduler/health", "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/sign-in", "/css/app.css", "/js/keys.js"]}'),
                ('group-pages',       'clustering',              12, 1, '{"similarity": 0.3}'),
                ('write-report',      'report_generation',       15, 3, '{"title": "Production Job Runner in figures"}'),
                ('draw-chart',        'image_generation',        17, 2, '{"points": 120}'),
                ('play-figures',      'audio_generation',        18, 2, '{}'),
                ('write-posts',       'social_media_generation', 20, 2, '{"limit": 280}'),
                ('cut-reel',          'reel_generation',         24, 2, '{"seconds": 4}'),
                ('transcribe-sound',  'audio_transcription',     26, 3, '{}'),
                ('write-broadcast',   'broadcast_generation',    28, 1, '{"audience": "everybody on duty"}'),
                ('deliver-message',   'webhook_delivery',        10, 1, '{"event": "pipeline.ran", "message": "A signed call, twice a minute"}')
               ) AS sample (name, task_type, after_seconds, max_concurrent_runs, payload)
       ) AS staggered
ON CONFLICT (name) DO NOTHING;

-- One with a time zone, and one that a Java class in the worker runs.
INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, time_zone, payload)
VALUES ('morning-broadcast', 'broadcast_generation', '30 7 * * *', 'Europe/Paris', '{"audience": "the morning shift in Paris"}'),
       ('clean-ledger',      'log_cleanup',          '*/1 * * * *', 'UTC',         '{"days": 30}')
ON CONFLICT (name) DO NOTHING;

-- One-off tasks, due at once: they run a single time and are completed.
INSERT INTO scheduled_tasks (name, task_type, status, next_run_at, priority, payload)
VALUES ('first-fetch',    'scraping',         'active', now(), 10, '{"paths": ["/scheduler/health", "/actuator/health"]}'),
       ('first-delivery', 'webhook_delivery', 'active', now(), 5,  '{"event": "runner.started", "message": "The first signed call"}'),
       ('first-cleanup',  'log_cleanup',      'active', now(), 5,  '{"days": 30}')
ON CONFLICT (name) DO NOTHING;
