<?xml version="1.0" encoding="UTF-8"?>
<!-- About the edition: who, how to cite, figures, how it was encoded. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <xsl:template match="cat:register[@kind = 'about']" mode="register" as="element()*">
    <xsl:call-template name="edition-facts"/>
    <section aria-labelledby="figures">
      <h2 id="figures">{tx:label('about.figures')}</h2>
      <dl class="facts">
        <div>
          <dt>{tx:label('nav.telegrams')}</dt>
          <dd>{tx:number(cat:summary/@telegrams)}<xsl:for-each select="cat:summary"> ({string-join(distinct-values((@first, @last)) ! tx:date(.), '–')})</xsl:for-each></dd>
        </div>
        <xsl:for-each select="cat:index[not(@name = ('about', 'chronology'))]">
          <div>
            <dt><a href="{$home}{@name}.html">{tx:label('register.' || @name)}</a></dt>
            <dd>{tx:number(@entries)}</dd>
          </div>
        </xsl:for-each>
      </dl>
      <xsl:for-each-group select="cat:stated[cat:language or cat:class]" group-by="string((cat:class/@type, 'language'[current()/cat:language])[1])">
        <h3>{if (current-grouping-key() = 'language') then tx:label('fact.language') else tx:value-label('class', current-grouping-key())}</h3>
        <dl class="facts">
          <xsl:for-each select="current-group()">
            <xsl:sort select="xs:integer(@telegrams)" order="descending"/>
            <div><dt>{cat:language | cat:class}</dt><dd>{tx:counted('telegrams.count', xs:integer(@telegrams))}</dd></div>
          </xsl:for-each>
        </dl>
      </xsl:for-each-group>
    </section>
    <section aria-labelledby="data">
      <h2 id="data">{tx:label('about.data')}</h2>
      <dl class="facts">
        <div>
          <dt>{tx:label('about.catalogue')}</dt>
          <dd><a href="{$home}catalogue.csv">CSV</a>, <a href="{$home}catalogue.json">JSON</a>, <a href="{$home}assets/catalogue.schema.json">JSON Schema</a></dd>
        </div>
        <div>
          <dt>{tx:label('about.correspondence')}</dt>
          <dd><a href="{$home}cmif.xml">CMIF</a></dd>
        </div>
        <xsl:variable name="wanted" as="xs:string*" select="tokenize($interfaces)"/>
        <xsl:variable name="links" as="element()*">
          <xsl:if test="$wanted = 'dts'">
            <a href="{$home}dts/entry.json">DTS</a>
          </xsl:if>
          <xsl:if test="$wanted = 'oai'">
            <a href="{$home}oai.xml">OAI-PMH</a>
          </xsl:if>
          <xsl:if test="$wanted = 'openapi'">
            <a href="{$home}openapi.json">OpenAPI</a>
          </xsl:if>
        </xsl:variable>
        <xsl:if test="$links">
          <div>
            <dt>{tx:label('about.interfaces')}</dt>
            <dd>
              <xsl:for-each select="$links">
                <xsl:if test="position() gt 1">, </xsl:if>
                <xsl:copy-of select="."/>
              </xsl:for-each>
            </dd>
          </div>
        </xsl:if>
      </dl>
    </section>
    <xsl:if test="cat:stated/cat:principle">
      <section aria-labelledby="principles">
        <h2 id="principles">{tx:label('principles')}</h2>
        <xsl:for-each-group select="cat:stated[cat:principle]" group-by="string(cat:principle/@type)">
          <h3>{tx:value-label('principle', current-grouping-key())}</h3>
          <xsl:for-each select="current-group()">
            <p>{cat:principle} <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span></p>
          </xsl:for-each>
        </xsl:for-each-group>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
