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
}
