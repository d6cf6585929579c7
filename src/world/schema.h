/* The schema of a world file as SQL, and its migrations. docs/world.md draws it. */
#ifndef ENT_WORLD_SCHEMA_H
#define ENT_WORLD_SCHEMA_H

enum {
    ENT_APPLICATION_ID = 0x456e7465, /* "Ente" */
    ENT_SCHEMA_VERSION = 2,
};

/* ent_migrations[v] takes a world of schema v to v + 1: texts of SQL, ended by NULL. */
extern const char *const *const ent_migrations[ENT_SCHEMA_VERSION];

#endif
