#include "core/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

typedef struct {
    atomic_size_t next;
    size_t count;
    void (*function)(void *user, size_t part);
    void *user;
} parallel_work;

size_t ent_thread_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (size_t)count;
}

static void *take_parts(void *argument)
{
    parallel_work *work = argument;
    for (size_t part; (part = atomic_fetch_add(&work->next, 1)) < work->count;)
        work->function(work->user, part);
    return NULL;
}

void ent_parallel(size_t count, size_t threads, void (*function)(void *user, size_t part), void *user)
{
    pthread_t thread[THREADS_MAX];
    parallel_work work = {.count = count, .function = function, .user = user};
    size_t made = 0;
    if (threads == 0)
        threads = ent_thread_count();
    threads = threads > THREADS_MAX ? THREADS_MAX : threads;
    while (made + 1 < threads && made + 1 < count &&
           pthread_create(&thread[made], NULL, take_parts, &work) == 0)
        made++;
    take_parts(&work);
    for (size_t i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
}
