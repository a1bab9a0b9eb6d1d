package org.sallyport.source;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "sallyport.source")
interface SourceConfig {
    /** What one upload may hold at most; a form's own framing counts. */
    @WithDefault("1G")
    MemorySize uploadLimit();

    /** Whether the pages take reports that this server encrypts. */
    @WithDefault("true")
    boolean noScriptLane();

    /** Uploads of more than 64 KiB that are taken at the same time; each holds a worker and some 2 MB of memory. */
    @WithDefault("50")
    int uploadsAtOnce();

    /** Requests whose body is still arriving, or that wait for their place; each holds at most 64 KiB of memory. */
    @WithDefault("1500")
    int uploadsWaiting();
}
